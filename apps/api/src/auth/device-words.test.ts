import { expect, it } from "vitest";
import { deviceOf, maskedAddress } from "./device-words.ts";

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge",
    "Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "Chrome",
    "Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari",
    "iPhone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox", "Linux"],
  ["curl/8.9.1", null, null],
])("names the device of %s", (userAgent, browser, system) => {
  expect(deviceOf(userAgent)).toEqual({ browser, system });
});

it("says of an address no more than its network", () => {
  expect(maskedAddress("192.0.2.77")).toBe("192.0.2.…");
  expect(maskedAddress("::ffff:192.0.2.77")).toBe("192.0.2.…");
  expect(maskedAddress("2001:db8:1:2::77")).toBe("2001:db8:1:…");
  expect(maskedAddress("::1")).toBe(":…");
  expect(maskedAddress("nowhere")).toBeNull();
  expect(maskedAddress(null)).toBeNull();
});
