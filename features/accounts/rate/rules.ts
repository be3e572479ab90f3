/** What one network may do in so many hours. Generous: a whole parliament sits behind one address. */
export const PER_NETWORK = {
  draft: { turns: 3000, hours: 24 },
  /** Files of unfinished forms, 8 MB at most each. */
  draft_file: { turns: 400, hours: 1 },
  sign_up: { turns: 600, hours: 1 },
  link: { turns: 100, hours: 1 },
  /** Addresses for one's own calendar. */
  feed: { turns: 300, hours: 1 },
  sign_in: { turns: 100, hours: 1 },
  /** Wrong ones: a right code gives its turn back. */
  code: { turns: 100, hours: 1 },
} as const

/** Sign-ups with one e-mail in an event in a day: an assistant signs up a whole delegation with theirs. */
export const SIGN_UPS_PER_EMAIL = 60

/** What the holder of one private link may do with it in an hour, and how many new links they get in a day. */
export const PER_PERSON = { act: 120, renewal: 5 } as const
