/** Light, dark, or whichever the reader's system asks for. */
export type ThemeName = "auto" | "light" | "dark"

/** How a picture is drawn. */
export interface PictureOptions {
  /** `"auto"` unless given. */
  readonly theme?: ThemeName | undefined
  /** Prefix of every id in the picture; from a hash of the content unless given, so pictures on one page don't clash. */
  readonly id?: string | undefined
}
