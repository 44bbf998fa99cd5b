const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/**
 * Makes a password of 24 characters in groups of six, 120 bits, without look-alikes: where an operator gets one from
 * somebody else, at the command line or in the browser of who adds them.
 */
export function generatePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const text = Array.from(bytes, (byte) => LETTERS[byte & 31]).join("");
  return text.replace(/.{6}(?=.)/g, "$&-");
}
