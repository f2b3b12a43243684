// Load in interleaved rounds (A B C A B C …), so that what disturbs the machine disturbs all alike. Figures are medians.
import autocannon from 'autocannon'

/**
 * @typedef {{ name: string, url: string, headers?: () => Record<string, string>, method?: string, status?: number }} Contestant
 * @param {readonly Contestant[]} contestants
 * @returns {Promise<Map<string, { perSecond: number, medianMs: number }>>}
 */
export async function compare(contestants, { rounds, seconds, connections }) {
  for (const contestant of contestants) await measure(contestant, 1, connections)
  const results = new Map(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const contestant of contestants)
      results.get(contestant.name).push(await measure(contestant, seconds, connections))
  return new Map(
    [...results].map(([name, figures]) => [
      name,
      {
        perSecond: median(figures.map(({ perSecond }) => perSecond)),
        medianMs: median(figures.map(({ medianMs }) => medianMs)),
      },
    ]),
  )
}

async function measure({ name, url, headers, method = 'GET', status = 200 }, seconds, connections) {
  const result = await autocannon({
    url,
    method,
    connections,
    duration: seconds,
    requests: [{ setupRequest: (request) => ({ ...request, headers: headers?.() ?? {} }) }],
  })
  const good = result.statusCodeStats[status]?.count ?? 0
  // A fast refusal is no result.
  if (result.errors > 0 || good < result.requests.total)
    throw new Error(`${name}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`)
  return { perSecond: result.requests.average, medianMs: result.latency.p50 }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
