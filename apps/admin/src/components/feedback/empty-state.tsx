import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/display/icon.tsx";

/** What will be here, and how to get it. */
export function EmptyState({ icon = "empty", title, isPage = false, children }: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="text-ink-faint">
        <Icon name={icon} size={28} />
      </span>
      <Title className="text-base font-medium">{title}</Title>
      {children && <div className="max-w-prose text-ink-soft">{children}</div>}
    </div>
  );
}

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  /** True where nothing else is on the page: the title is then its heading. */
  isPage?: boolean;
  children?: ReactNode;
}
