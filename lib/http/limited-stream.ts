/**
 * A stream that fails with `toError()` once more than `maxBytes` have passed; holds back nothing.
 * @param onEnd told once, however it ends: whole, broken, or because nobody reads any more
 */
export function limitStream(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  toError: () => Error,
  onEnd: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  let bytes = 0
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) controller.error(toError())
      else controller.enqueue(chunk)
    },
  })
  // The reader learns of a failure from `readable`.
  body.pipeTo(writable).then(onEnd, onEnd)
  return readable
}

/** The whole text, or null where it is longer than `maxBytes`. */
export async function readBoundedText(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
