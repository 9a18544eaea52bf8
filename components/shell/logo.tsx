// Sluice's mark: a raised gate between two posts, water running through. Decorative; the name stands beside it.

export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0b5c6b" />
      <path d="M7.5 7v11M24.5 7v11" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <rect x="11.5" y="5.5" width="9" height="8.5" rx="1.8" fill="#7fd3df" />
      <g fill="none" strokeLinecap="round">
        <path d="M4.5 21.5q2.9-3.1 5.75 0t5.75 0 5.75 0 5.75 0" stroke="#fff" strokeWidth="2.4" />
        <path d="M8.5 26.3q1.9-2.1 3.75 0t3.75 0 3.75 0 3.75 0" stroke="#7fd3df" strokeWidth="2" />
      </g>
    </svg>
  );
}
