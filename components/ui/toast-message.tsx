"use client";
// How a toast looks (see toast.tsx): spoken once, closed by itself when it is good news; bad news stays.
import Alert from "@mui/material/Alert";
import Snackbar from "@mui/material/Snackbar";

export type ToastMessageProps = {
  /** Null shows nothing. */
  message: string | null;
  severity?: "success" | "error";
  onClose: () => void;
};

export function ToastMessage({ message, severity = "success", onClose }: ToastMessageProps) {
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
