export const AVATARS_PATH = '/avatars'

/** Where browsers get a picture, for whoever knows its name. */
export const avatarUrlOf = (name: string | null): string | null => name && `${AVATARS_PATH}/${name}`

export const keyOf = (name: string): string => `avatars/${name}`

/** As `setAvatar` makes names. */
export const isAvatarName = (text: string): boolean => /^[\w-]{32}$/.test(text)
