import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import "./styles/index.css";
import { startTranslations } from "./i18n.ts";
import { createPagesRouter } from "./routes.tsx";

const container = document.getElementById("app");
if (container === null) throw new Error("index.html has no element with the id app");

await startTranslations();
createRoot(container).render(
  <StrictMode>
    <RouterProvider router={createPagesRouter()} />
  </StrictMode>,
);
