-- CreateTable
CREATE TABLE "replicas" (
    "id" UUID NOT NULL,
    "accepts" TEXT[],
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replicas_pkey" PRIMARY KEY ("id")
);
