"use client";
// A link of the main navigation that knows whether it is the current section.
import Button from "@mui/material/Button";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const path = usePathname();
  const isCurrent = path === href || path.startsWith(`${href}/`);
  const link = useRef<HTMLAnchorElement>(null);
  // Of a bar that scrolls the current section may be out of sight.
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isCurrent]);
  return (
    <Button
      ref={link}
      href={href}
      color="inherit"
      aria-current={path === href ? "page" : isCurrent ? "true" : undefined}
      sx={{
        px: { xs: 1.25, sm: 1.5 },
        // The bar scrolls where it is too narrow: shrunk, the words of one would stand on those of the next.
        flexShrink: 0,
        minWidth: 0,
        color: isCurrent ? "text.primary" : "text.secondary",
        bgcolor: isCurrent ? "action.selected" : "transparent",
      }}
    >
      {children}
    </Button>
  );
}
