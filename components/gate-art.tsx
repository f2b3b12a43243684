// The picture of the landing page: a gatehouse at dusk or at noon, by the theme. Presentation attributes and tokens only;
// the content security policy allows no inline style.

const windows = [
  [86, 92],
  [214, 92],
  [86, 128],
  [214, 128],
] as const

/** Decorative: the caption beside it says what it means. */
export function GateArt() {
  return (
    <svg viewBox="0 0 320 260" className="block h-auto w-full" aria-hidden="true" focusable="false">
      <rect width="320" height="260" className="fill-accent" />
      <circle cx="250" cy="58" r="26" className="fill-art-light" fillOpacity="0.85" />
      <path d="M0 214 Q80 186 160 206 T320 200 V260 H0Z" className="fill-secondary" />
      <path
        d="M58 214V70h16V58h14v12h14V58h14v12h16v144zM188 214V70h16V58h14v12h14V58h14v12h16v144z"
        className="fill-art-wall"
      />
      <path d="M120 214v-70a40 40 0 0 1 80 0v70z" className="fill-card" />
      <path
        d="M132 214v-68a28 28 0 0 1 56 0v68M151 214V122M169 214V122M132 160h56M132 186h56"
        fill="none"
        className="stroke-art-wall"
        strokeWidth="4"
        strokeLinecap="round"
      />
      {windows.map(([x, y]) => (
        <rect
          key={`${x}-${y}`}
          x={x}
          y={y}
          width="20"
          height="20"
          rx="10"
          className="fill-art-light"
        />
      ))}
      <path d="M96 260 Q150 232 148 214h24q-2 18 52 46z" className="fill-card" fillOpacity="0.75" />
      <g transform="rotate(-8 58 232)">
        <rect
          x="30"
          y="220"
          width="58"
          height="26"
          rx="5"
          className="fill-card stroke-art-wall"
          strokeWidth="2.5"
        />
        <path d="M70 222v22" className="stroke-art-wall" strokeWidth="2" strokeDasharray="3 3" />
        <path
          d="M38 229h24M38 237h16"
          className="stroke-art-wall"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </g>
    </svg>
  )
}
