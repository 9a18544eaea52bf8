// The picture beside the sign-in form: a raised gate, messages flowing under it. Decorative.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";

const waves = [
  { y: 458, opacity: 0.9, width: 2.5 },
  { y: 488, opacity: 0.55, width: 2 },
  { y: 524, opacity: 0.35, width: 2 },
  { y: 560, opacity: 0.22, width: 1.5 },
  { y: 596, opacity: 0.14, width: 1.5 },
] as const;

export function WaterPanel() {
  return (
    <Box
      sx={{
        display: { xs: "none", md: "flex" },
        flexDirection: "column",
        justifyContent: "flex-end",
        position: "relative",
        overflow: "hidden",
        p: 6,
        color: "#eaf7f9",
        background: "linear-gradient(165deg, #0a4754 0%, #07343e 55%, #052730 100%)",
      }}
    >
      <Gate />
      <Box sx={{ position: "relative" }}>
        <Typography variant="h2" component="p" sx={{ fontSize: "1.75rem", letterSpacing: "-0.02em" }}>
          Let the right messages through.
        </Typography>
        <Typography variant="body1" sx={{ mt: 1, maxWidth: "44ch", color: "#b9dbe1" }}>
          Design WebSocket APIs, publish them, and watch them run behind one gateway.
        </Typography>
      </Box>
    </Box>
  );
}

function Gate() {
  return (
    <Box
      component="svg"
      viewBox="0 0 640 800"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
      sx={{ position: "absolute", inset: 0, width: "100%", height: "100%" }}
    >
      <g fill="none" stroke="#eaf7f9" strokeLinecap="round">
        <path d="M320 96v54M292 96h56" strokeWidth="9" stroke="#7fd3df" />
        <path d="M320 158v50" strokeWidth="6" stroke="#7fd3df" />
        <path d="M206 150v470M434 150v470" strokeWidth="16" />
        <path d="M170 150h300" strokeWidth="16" />
      </g>
      <rect x="220" y="206" width="200" height="150" rx="6" fill="#7fd3df" />
      <path d="M220 256h200M220 306h200" stroke="#0a4754" strokeWidth="3" opacity="0.4" />
      <path
        d="M-40 458q30 -22 60 0t60 0q30 -22 60 0t60 0q30 -22 60 0t60 0q30 -22 60 0t60 0q30 -22 60 0t60 0q30 -22 60 0t60 0V820H-40z"
        fill="#06303a"
        opacity="0.82"
      />
      <g fill="none" stroke="#7fd3df" strokeLinecap="round">
        {waves.map(({ y, opacity, width }) => (
          <path
            key={y}
            d={`M-40 ${y}${"q30 -22 60 0t60 0".repeat(6)}`}
            strokeWidth={width}
            opacity={opacity}
          />
        ))}
      </g>
      <g fill="#eaf7f9">
        <circle cx="120" cy="430" r="5" />
        <circle cx="300" cy="424" r="5" />
        <circle cx="352" cy="424" r="5" opacity="0.7" />
        <circle cx="540" cy="430" r="5" />
        <circle cx="586" cy="434" r="4" opacity="0.6" />
      </g>
    </Box>
  );
}
