// A client may send its next requests before it has an answer (RFC 9112 §9.3.2: pipelining); neither browsers nor proxies
// do. Node hands them all out at once, and when the connection breaks it tells only the answer that was being sent: what
// the others have begun, files held open above all, would stay until the process ends. Here a connection's next request is
// handed on when its last answer is over, so that whatever begins is told of its end. Does not: limit connections.

// Nobody waits for more answers on one connection. They cost memory as long as it is open.
const mostWaiting = 100

/**
 * Wraps a request listener: of each connection's requests it sees one at a time, and none once the connection is ending.
 * @param handle has to end its answers
 */
export function inTurn(handle) {
  const turns = new WeakMap()
  return (request, response) => {
    const { socket } = request
    if (!turns.has(socket)) turns.set(socket, takeTurns(socket, handle))
    turns.get(socket)(request, response)
  }
}

function takeTurns(socket, handle) {
  const waiting = []
  let isAnswering = false

  function answerNext() {
    // Nor is it written to after an answer that asked for its end.
    isAnswering = waiting.length > 0 && socket.writable
    if (!isAnswering) return
    const [request, response] = waiting.shift()
    response.once('close', answerNext)
    handle(request, response)
  }

  // Node says nothing to answers that were never begun.
  socket.once('close', () => waiting.splice(0).forEach(([, response]) => response.emit('close')))
  return (request, response) => {
    waiting.push([request, response])
    if (waiting.length > mostWaiting) socket.destroy()
    else if (!isAnswering) answerNext()
  }
}
