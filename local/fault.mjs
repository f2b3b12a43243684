/** A fault whose message is a sentence for a person: shown without a stack. */
export class Fault extends Error {}
