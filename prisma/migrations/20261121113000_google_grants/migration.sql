-- AlterTable: nullable and without defaults, so no row is rewritten and a running site of before goes on.
ALTER TABLE "accounts" ADD COLUMN "renewal_id" UUID,
ADD COLUMN "renewed_at" TIMESTAMPTZ(3),
ADD COLUMN "renewing_until" TIMESTAMPTZ(3);
