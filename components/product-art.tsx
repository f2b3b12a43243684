// Pictures drawn from a number: the same product always looks the same, and no image is ever fetched from anywhere.
// Presentation attributes only; the content security policy allows no inline style.

type Props = { seed: number; category: string }

/** A small, well-known generator (mulberry32): evenly spread numbers in [0, 1) that depend on the seed alone. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function hueOf(category: string): number {
  let hash = 7
  for (const letter of category) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600
  return hash % 360
}

type Shape = { x: number; y: number; size: number; turn: number; fill: string; isRound: boolean }

function shapesOf(seed: number, hue: number): Shape[] {
  const random = createRandom(seed)
  return Array.from({ length: 6 }, (_, index) => ({
    x: Math.round(20 + random() * 160),
    y: Math.round(15 + random() * 120),
    size: Math.round(26 + random() * 52),
    turn: Math.round(random() * 90),
    fill: `hsl(${Math.round(hue + random() * 70 - 35)} ${45 + index * 4}% ${38 + index * 7}%)`,
    isRound: random() > 0.5,
  }))
}

/** Decorative: the product's name always stands beside it. */
export function ProductArt({ seed, category }: Props) {
  const hue = hueOf(category)
  return (
    <svg
      viewBox="0 0 200 150"
      preserveAspectRatio="xMidYMid slice"
      className="block aspect-4/3 w-full"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="200" height="150" fill={`hsl(${hue} 40% 88%)`} />
      {shapesOf(seed, hue).map(({ x, y, size, turn, fill, isRound }, index) =>
        isRound ? (
          <circle key={index} cx={x} cy={y} r={size / 2} fill={fill} fillOpacity="0.85" />
        ) : (
          <rect
            key={index}
            x={x - size / 2}
            y={y - size / 2}
            width={size}
            height={size}
            rx="8"
            fill={fill}
            fillOpacity="0.85"
            transform={`rotate(${turn} ${x} ${y})`}
          />
        ),
      )}
    </svg>
  )
}
