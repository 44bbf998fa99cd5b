"use client";

import { useState } from "react";
import { Icon } from "@/components/display/icon.tsx";

const sizes = { card: "size-20", dialog: "size-28" } as const;

/** A product's picture, by way of our own server; a quiet mark in its place where none comes, nothing where there is none. */
export function Picture({ url, size }: { url: string | null; size: keyof typeof sizes }) {
  const [isBroken, setBroken] = useState(false);
  if (url === null) return null;
  if (isBroken)
    return (
      <span
        className={`${sizes[size]} flex shrink-0 items-center justify-center rounded-md bg-sunken text-ink-faint`}
      >
        <Icon name="menus" size={18} />
      </span>
    );
  return (
    // biome-ignore lint/performance/noImgElement: it is bounded and kept by our own server already.
    <img
      src={url}
      alt=""
      loading="lazy"
      onError={() => setBroken(true)}
      className={`${sizes[size]} shrink-0 rounded-md object-cover`}
    />
  );
}
