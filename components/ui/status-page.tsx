// A page that is not the one asked for: not found, not allowed, failed. Says what happened and where to go.
// Plain elements: Next ships these pages with every other one, and MUI's layout parts would come along each time.
import type { CSSProperties, ReactNode } from "react";

type StatusPageProps = {
  /** Small text above the title: "404", "403". */
  code?: string;
  title: string;
  children: ReactNode;
  /** Buttons and links. */
  action?: ReactNode;
};

const styles = {
  page: { maxWidth: 620, margin: "0 auto", padding: "clamp(24px, 6vw, 64px) 0" },
  code: {
    margin: 0,
    fontSize: "0.75rem",
    fontWeight: 650,
    letterSpacing: "0.06em",
    color: "var(--sluice-palette-primary-main)",
  },
  title: {
    margin: "0 0 12px",
    font: "var(--sluice-font-h1)",
    letterSpacing: "-0.012em",
    textWrap: "balance",
  },
  text: {
    font: "var(--sluice-font-body1)",
    color: "var(--sluice-palette-text-secondary)",
    overflowWrap: "anywhere",
  },
  actions: { display: "flex", flexWrap: "wrap", gap: 12, marginTop: 24 },
} as const satisfies Record<string, CSSProperties>;

export function StatusPage({ code, title, children, action }: StatusPageProps) {
  return (
    <div style={styles.page}>
      {code ? <p style={styles.code}>{code}</p> : null}
      <h1 style={styles.title}>{title}</h1>
      <div style={styles.text}>{children}</div>
      {action ? <div style={styles.actions}>{action}</div> : null}
    </div>
  );
}
