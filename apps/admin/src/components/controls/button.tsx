import type { ButtonHTMLAttributes, MouseEvent } from "react";

const looks = {
  primary: "bg-accent text-accent-ink hover:opacity-90 border border-transparent",
  plain: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "border border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
} as const;

/** `row` fits the lines of a table, `field` stands beside an input, `form` closes a form. */
const sizes = { row: "h-6 px-1.5", page: "h-7 px-2.5", field: "h-8 px-2.5", form: "h-9 px-3" } as const;

export type ButtonSize = keyof typeof sizes;
export type ButtonLook = keyof typeof looks;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain", size: ButtonSize = "page"): string {
  return `inline-flex ${sizes[size]} items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-sm font-medium disabled:opacity-50 aria-disabled:opacity-50 ${looks[look]}`;
}

/**
 * A button. While it is busy (`aria-busy`) it does nothing and says so, and is not disabled: a disabled button drops the
 * focus, and whoever pressed it by a key would have to look for their place again.
 */
export function Button({ look = "plain", size = "page", type = "button", ...rest }: ButtonProps) {
  const busy = rest["aria-busy"] === true && { disabled: false, "aria-disabled": true, onClick: refuse };
  return <button type={type} className={buttonClass(look, size)} {...rest} {...busy} />;
}

/** Also keeps a form from being sent, by its button or by Enter in a field of it. */
function refuse(event: MouseEvent) {
  event.preventDefault();
}

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  look?: ButtonLook;
  size?: ButtonSize;
}
