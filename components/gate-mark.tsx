/** The sign of the house: a gate with its leaves open. */
export function GateMark() {
  return (
    <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0b5c4a" />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
        d="M7 25V14a9 9 0 0 1 18 0v11M13 25V14.5a3 3 0 0 1 6 0V25M7 19h6m6 0h6"
      />
    </svg>
  )
}
