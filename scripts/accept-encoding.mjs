// What a client says of the content codings it takes, by RFC 9110 §12.5.3.

// §5.6.2 (token) and §12.4.2 (weight).
const member = /^([\w!#$%&'*+.^`|~-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i
// What Next answers with instead: itself compressed, or as it is.
const others = ['gzip', 'deflate', 'identity']

/**
 * Whether Brotli is accepted and nothing else preferred to it.
 * @param field the header's value, if there is one: without it, nobody is known to read Brotli
 */
export function prefersBrotli(field) {
  const weights = weightsOf(field ?? '')
  // What is not named has the weight of `*`. "identity" is then still acceptable, but after all that is named.
  const weightOf = (coding) => weights.get(coding) ?? weights.get('*') ?? 0
  const weight = weightOf('br')
  return weight > 0 && others.every((coding) => weightOf(coding) <= weight)
}

function weightsOf(field) {
  const weights = new Map()
  for (const part of field.split(',')) {
    const [, name, weight = '1'] = member.exec(part.trim()) ?? []
    if (!name) continue
    const coding = name.toLowerCase()
    // Named twice, it is no more welcome than the least that was said of it.
    weights.set(coding, Math.min(weights.get(coding) ?? 1, Number(weight)))
  }
  return weights
}
