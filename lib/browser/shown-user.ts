// A page that shows one user must not act for another who has signed in since, in another tab. Whatever a cookie alone
// proves (a form, the sign-out) therefore says whom its page was made for: this header, or this field of a form.
export const shownUserHeader = 'x-shown-user'
export const shownUserField = 'shown_user'
