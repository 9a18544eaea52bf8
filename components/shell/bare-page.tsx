// The frame of a page that cannot rely on a session: name and main landmark, nothing else. Plain elements, because Next
// ships these pages with every other one.
import type { CSSProperties, ReactNode } from "react";
import { LogoMark } from "./logo.tsx";

const styles = {
  bar: { display: "flex", alignItems: "center", gap: 10, padding: "14px clamp(16px, 3vw, 24px)" },
  name: { fontSize: "1.0625rem", fontWeight: 700, letterSpacing: "-0.02em" },
  main: { padding: "0 clamp(16px, 3vw, 24px)" },
} satisfies Record<string, CSSProperties>;

export function BarePage({ children }: { children: ReactNode }) {
  return (
    <>
      <header style={styles.bar}>
        <LogoMark />
        <span style={styles.name}>Sluice</span>
      </header>
      <main id="main" style={styles.main}>
        {children}
      </main>
    </>
  );
}
