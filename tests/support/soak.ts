/** How many times as many rounds as `npm test` runs: the long run sets it, and nothing else changes. */
export const soakFactor = Math.max(1, Number(process.env.GATEHOUSE_SOAK ?? 1))
