// How a replica goes without anybody noticing. Its readiness fails at once while it serves on, so that whoever balances
// takes it out; every answer asks for its connection to be closed, so that no proxy keeps one for later; only then does
// it stop listening, and what is still under way is answered.

/**
 * @param server an http.Server that listens
 * @param cutOffMilliseconds how long an answer may take once nothing new is accepted
 * @param end called when everything is answered, or cut off
 */
export function createDrain(server, { cutOffMilliseconds, end }) {
  let isDraining = false
  let isClosing = false
  let timer
  const underWay = new Set()

  server.prependListener('request', (_, response) => {
    underWay.add(response)
    if (isDraining) askToClose(response)
    response.once('close', () => {
      underWay.delete(response)
      // Its head was sent before the end was known, so that the connection is kept.
      if (isClosing) server.closeIdleConnections()
    })
  })

  function close() {
    if (isClosing) return
    isClosing = true
    clearTimeout(timer)
    setTimeout(end, cutOffMilliseconds).unref()
    // The kernel resets connections that wait to be accepted. Right behind the poll, which accepts, there are fewest.
    setImmediate(() => {
      server.close(end)
      server.closeIdleConnections()
    })
  }

  return {
    isDraining: () => isDraining,
    /** Called again with a shorter delay, it hurries. */
    drain(delayMilliseconds) {
      isDraining = true
      underWay.forEach(askToClose)
      if (delayMilliseconds <= 0) close()
      else timer ??= setTimeout(close, delayMilliseconds)
    },
  }
}

function askToClose(response) {
  if (!response.headersSent) response.setHeader('connection', 'close')
}
