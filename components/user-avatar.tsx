import { toInitials, toShownPicture } from './user-picture'

type Props = { name: string | null; email: string; picture: string | null }

/** Decorative: the name always stands beside it. */
export function UserAvatar({ name, email, picture }: Props) {
  const shownPicture = toShownPicture(picture)
  return (
    <span
      aria-hidden="true"
      className="bg-muted border-border relative inline-flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-full border text-xl font-semibold"
    >
      {toInitials(name, email)}
      {shownPicture && (
        // Not next/image: that would fetch the picture through this server.
        // eslint-disable-next-line @next/next/no-img-element
        <img
          src={shownPicture}
          alt=""
          width={64}
          height={64}
          referrerPolicy="no-referrer"
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  )
}
