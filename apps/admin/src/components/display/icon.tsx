import type { ReactNode } from "react";

const shapes = {
  overview: <path d="M2.5 9.5 5 6.5l3 3 5.5-6M2.5 13.5h11" />,
  orders: <path d="M3.5 2.5h9v11l-1.8-1.2-1.35 1.2L8 12.3l-1.35 1.2-1.35-1.2-1.8 1.2zM6 6h4M6 8.75h4" />,
  exchanges: <path d="M2.5 5.5h10m-3-3 3 3-3 3M13.5 10.5h-10m3-3-3 3 3 3" />,
  mappings: (
    <path d="M5.5 4.5h-1a2 2 0 0 0-2 2v3a2 2 0 0 0 2 2h1m5-7h1a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2h-1M5.5 8h5" />
  ),
  menus: (
    <path d="M8 4c-1.2-.9-3-1.3-5.5-1.3v9.6c2.5 0 4.3.4 5.5 1.2 1.2-.8 3-1.2 5.5-1.2V2.7C11 2.7 9.2 3.1 8 4zm0 0v9.5" />
  ),
  stores: (
    <path d="M3 7.5v6h10v-6M2.5 5.5l1-3h9l1 3a1.83 1.83 0 0 1-3.66 0 1.83 1.83 0 0 1-3.67 0 1.83 1.83 0 0 1-3.67 0zM6.5 13.5v-3h3v3" />
  ),
  connections: <path d="M6 2.5v3m4-3v3M4 5.5h8v2a4 4 0 0 1-8 0zm4 6v2" />,
  search: <path d="m10.3 10.3 3.2 3.2M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z" />,
  menu: <path d="M2.5 4.5h11m-11 3.5h11m-11 3.5h11" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  placed: <path d="M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM5.5 8.2l1.8 1.8 3.3-3.6" />,
  pending: <path d="M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM8 5v3.2l2 1.3" />,
  rejected: <path d="M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM6.2 6.2l3.6 3.6m0-3.6L6.2 9.8" />,
  errored: <path d="M8 2.5 14 13H2zM8 6.5v3m0 1.8v.1" />,
  attention: <path d="M8 2.5v7m0 3.2v.3" />,
  unknown: <path d="M5.8 6a2.2 2.2 0 1 1 3.1 2c-.6.3-.9.7-.9 1.4m0 2.6v.1" />,
  soldOut: <path d="M13.5 8a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM4.2 11.8l7.6-7.6" />,
  copy: <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />,
  link: (
    <path d="M6.8 9.2a2.4 2.4 0 0 0 3.4 0l2.4-2.4a2.4 2.4 0 0 0-3.4-3.4l-.8.8m.8 2.6a2.4 2.4 0 0 0-3.4 0L3.4 9.2a2.4 2.4 0 0 0 3.4 3.4l.8-.8" />
  ),
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  inbound: <path d="M12.5 3.5 4 12m0-6.5V12h6.5" />,
  outbound: <path d="M3.5 12.5 12 4m0 6.5V4H5.5" />,
  edit: <path d="m3 13 .6-2.9L10.8 3l2.2 2.2-7.1 7.2z" />,
  history: <path d="M3 4v2.8h2.8M3.2 6.6a5.2 5.2 0 1 1-.3 2.6M8 5.5v2.7l1.8 1.1" />,
  settings: (
    <path d="M2.5 4.5h6m4 0h1m-3 0a1.75 1.75 0 1 1-3.5 0M2.5 11.5h1m4 0h6M10.5 4.5a1.75 1.75 0 1 0-3.5 0M7.5 11.5a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0" />
  ),
  refresh: <path d="M13 3.5v3h-3m2.8-.2a5.2 5.2 0 1 0 .3 3" />,
  signOut: <path d="M6.5 2.5h-4v11h4M6 8h7.5m-2.5-2.5L13.5 8 11 10.5" />,
  lock: <path d="M4 7.5h8v6H4zm1.5 0v-2a2.5 2.5 0 0 1 5 0v2" />,
  empty: <path d="M2.5 9.5 4.5 3.5h7l2 6v3h-11zh3.2l.8 1.5h3l.8-1.5h3.2" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A line icon in the colour of its text. It is decoration: the word beside it carries the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 20 ? 1.1 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}

/** Parley's own mark: a word passed on. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      className="shrink-0"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M9 11.5h9.5a4 4 0 0 1 0 8H15l-4 3.5v-3.5H9zM14 15.5h5"
        fill="none"
        strokeWidth="2.2"
        strokeLinejoin="round"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
    </svg>
  );
}
