-- Counters of the rate limits, where no Redis holds them. Losing them to a crash restarts a minute's count and nothing
-- else, so they are kept out of the write-ahead log. The columns' order is the one that rate-limiter-flexible writes in.
CREATE UNLOGGED TABLE "counters" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("key")
);

-- A count touches no indexed column until its window begins anew: it stays a heap-only update.
ALTER TABLE "counters" SET (fillfactor = 70);

-- CreateIndex
CREATE INDEX "counters_expire_idx" ON "counters"("expire");

-- CreateTable
CREATE TABLE "one_time_marks" (
    "key_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_marks_pkey" PRIMARY KEY ("key_hash")
);

-- CreateIndex
CREATE INDEX "one_time_marks_expires_at_idx" ON "one_time_marks"("expires_at");
