"use client";
// A short message at the foot of the window for what a button of the header has done. Spoken once, closed by itself when
// it is good news; bad news stays.
import Alert from "@mui/material/Alert";
import Snackbar from "@mui/material/Snackbar";

type ToastProps = {
  /** Null shows nothing. */
  message: string | null;
  severity?: "success" | "error";
  onClose: () => void;
};

export function Toast({ message, severity = "success", onClose }: ToastProps) {
  return (
    <Snackbar
      open={message !== null}
      autoHideDuration={severity === "success" ? 8_000 : null}
      onClose={(_event, reason) => {
        if (reason !== "clickaway") onClose();
      }}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
    >
      <Alert
        severity={severity}
        variant="filled"
        onClose={onClose}
        role={severity === "success" ? "status" : "alert"}
      >
        {message}
      </Alert>
    </Snackbar>
  );
}
