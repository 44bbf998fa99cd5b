import { expect, it } from "vitest";
import { maskContacts, maskEmail, maskPhone } from "./contact-mask.ts";

it.each([
  ["+1 (213) 555-0142", "+1 ••• ••• 0142"],
  ["12135550142", "+1 ••• ••• 0142"],
  ["+44 20 7946 0958", "••• ••• 0958"],
  ["213-555-0142", "••• ••• 0142"],
  ["555-01", "•••"],
  ["", "•••"],
])("masks the phone number %s", (phone, masked) => expect(maskPhone(phone)).toBe(masked));

it.each([
  ["Ada@Example.com", "A•••@E•••.com"],
  ["ada.lovelace+1@mail.example.co.uk", "a•••@m•••.uk"],
  ["ada@localhost", "a•••@l•••"],
  ["no address", "•••"],
  ["@example.com", "•••"],
])("masks the e-mail address %s", (email, masked) => expect(maskEmail(email)).toBe(masked));

it.each([
  ["Call +1 213 555 0142 or ada@example.com", "Call +1 ••• ••• 0142 or a•••@e•••.com"],
  ["(213) 555-0142!", "••• ••• 0142!"],
  ["tel:+1 213 555 0142: nobody there", "tel:+1 ••• ••• 0142: nobody there"],
  ["between 2026-01-15 12:34 and 12:34 2026-01-15", "between 2026-01-15 12:34 and 12:34 2026-01-15"],
  ["no onions, 2 napkins", "no onions, 2 napkins"],
  ["2026-01-15T12:34:56Z", "2026-01-15T12:34:56Z"],
  ["7d0c2f9e-0001-4321-8765-123456789012", "7d0c2f9e-0001-4321-8765-123456789012"],
])("masks what looks like a way to reach somebody in: %s", (text, masked) =>
  expect(maskContacts(text)).toBe(masked),
);
