// Stands in for `server-only`, which throws wherever it is not compiled by Next.
export {}
