import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { asTheme, type Theme, themeCookie } from "@/preferences/theme.ts";
import { ThemeProvider } from "@/preferences/theme-provider.tsx";
import { ClientWords, language, words } from "@/words/server.tsx";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const say = await words("shell");
  return {
    title: { default: "Parley", template: "%s · Parley" },
    description: say("description"),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false, date: false },
  };
}

const canvas = { light: "#f8f7f5", dark: "#141312" };

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  return {
    width: "device-width",
    initialScale: 1,
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: canvas.light },
            { media: "(prefers-color-scheme: dark)", color: canvas.dark },
          ]
        : canvas[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page made at build time would carry no nonce, and its scripts would be refused: every page waits for a request.
  await connection();
  const theme = await chosenTheme();
  return (
    <html lang={await language()} data-theme={theme}>
      <body>
        <ThemeProvider theme={theme}>
          <ClientWords rooms={["shell"]}>{children}</ClientWords>
        </ThemeProvider>
      </body>
    </html>
  );
}

async function chosenTheme(): Promise<Theme> {
  return asTheme((await cookies()).get(themeCookie)?.value);
}
