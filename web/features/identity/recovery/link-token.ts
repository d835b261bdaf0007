/** The token of a mailed link. It stands behind `#`, so that it never reaches a server's log. */
export const linkToken = (): string => new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
