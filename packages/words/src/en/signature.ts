/**
 * Why a digest was accepted or refused, for whoever has to say to PAR's engineers what to change. Names of fields,
 * headers and switches stay as they are written.
 */
export const signature = {
  hint: {
    double_truncation:
      "The totals were multiplied by 100 as binary doubles and cut off, which loses a cent. PAR must use decimals, or this connection's cents_mode must be double_truncate.",
    exact_cents:
      "The totals were rounded exactly, but this connection's cents_mode is double_truncate. Set it back to exact.",
    half_even: "One total was rounded half to even. The cents must be rounded half away from zero.",
    dollars_not_cents: "The totals were signed in dollars. They must be signed in whole cents.",
    totals_swapped: "Grand total and subtotal stand in each other's place. The grand total comes first.",
    empty_not_zero: "An id that is null was signed as an empty text. It must be signed as 0.",
    null_as_word: "An id that is null was signed as a word such as null. It must be signed as 0.",
    milliseconds: "The time was signed in milliseconds. It must be signed in seconds.",
    seconds_rounded: "The seconds were rounded up. Milliseconds must be cut off.",
    datetime_text: "The time was signed as it is written. It must be signed as Unix seconds.",
    local_time:
      "request_datetime was read as the local time of the sender's machine. It must be read in UTC.",
    letter_case: "The letter case of an id was changed before signing. Ids must be signed as they are sent.",
    normalised: "Unicode in an id was normalised before signing. Ids must be signed as they are sent.",
    pipes: "The separators differ. The six parts are joined by single pipes, without one at either end.",
    line_end: "Something invisible follows the string, such as a line end. It must end with the seconds.",
    field_missing: "One of the six parts was left out. A missing value must be signed as 0.",
    utf16: "The string was signed as UTF-16. It must be signed as UTF-8.",
    body_signed: "The whole body was signed. Only the six parts must be signed.",
    another_live_secret:
      "The digest was made with another live SharedId of this connection than the token. Both must be made with the same one.",
    whole_shared_id: "The whole SharedId was used as the key. Only its first ten characters must be used.",
    prefix_length:
      "Another number of characters of the SharedId was used as the key. It must be the first ten.",
    key_case: "The letter case of the SharedId was changed. It must be used as it was given out.",
    key_decoded: "The SharedId was decoded before use. Its first ten characters must be used as text.",
    placeholder: "The digest is a placeholder, one character repeated: the caller did not compute one.",
    base64_not_hex: "The digest was written in base64. It must be written in hexadecimal.",
    decorated: "The digest has something around it. The header must hold its 64 hexadecimal digits alone.",
    sha1: "The digest was made with SHA-1. It must be made with HMAC-SHA256.",
    not_keyed:
      "The digest is a plain hash. It must be an HMAC, keyed by the SharedId's first ten characters.",
  },
  /** Which form of a mistake, in brackets behind its hint. {form} is data: a zone, a field's name, characters. */
  form: {
    other: "{hints} ({form})",
    characters: "{hints} ({count, plural, one {# character} other {# characters}})",
    pipe_end: "{hints} (one at the end)",
    pipe_beginning: "{hints} (one at the beginning)",
    pipe_both: "{hints} (one at both ends)",
    pipe_none: "{hints} (none)",
  },
  repeated: "The header came more than once. It must come once.",
  not_hex: "The header is not 64 hexadecimal digits, and none of the other known forms.",
  unknown:
    "None of the known mistakes explains it. Most often the body was changed after it was signed, or the SharedId is another: compare the string above with the one that PAR signs.",
  not_required: "PAR signs no polls. The string is that of our answer.",
  missing: "The header x-pch-digest is missing. PAR must sign every order request.",
  datetime: {
    unfit:
      "request_datetime is {text}, which is no date and time with a zone. The digest does not fit it as UTC, as local time, or with 0 in its place. It must be written as {form}.",
    utc: "request_datetime is {text}, which is no date and time with a zone. PAR read it as UTC when it signed it: the digest is right for that. It must be written as {form}.",
    local:
      "request_datetime is {text}, which is no date and time with a zone. PAR read it as local time when it signed it: the digest is right for that. It must be written as {form}. ({zone})",
    other_form:
      "request_datetime is {text}, which is no date and time with a zone. The digest is right for the time that it means, but we do not read this form. It must be written as {form}.",
    zero: "request_datetime is {text}, which is no date and time with a zone. PAR could not read it either and signed 0 in its place: the digest is right for that. It must be written as {form}.",
  },
  source: {
    value: "{path}: {value}",
    absent: "{path}: null or absent, signed as 0",
  },
} as const;
