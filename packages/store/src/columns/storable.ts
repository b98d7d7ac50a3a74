/** Any character that not every engine can keep; pairs of surrogates are looked at again. */
const suspicious = /[\0\ud800-\udfff]/
const refused = /\0|\p{Surrogate}/u

/** Whether every engine can keep a text: it has no NUL character and no half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !suspicious.test(text) || !refused.test(text)
