import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Router } from "express";

/** A page to browse the API with: Swagger UI from its own files, under the same strict content policy. */
export function docsPage(): Router {
  const require = createRequire(import.meta.url);
  const files = dirname(require.resolve("swagger-ui-dist/package.json"));
  const router = Router();
  router.get("/", (request, response) => {
    // Relative addresses in the page need the slash at the end.
    if (!request.originalUrl.split("?")[0]?.endsWith("/")) return response.redirect(301, "/docs/");
    // Swagger UI styles its elements in place; scripts stay as strict as everywhere.
    const policy = String(response.getHeader("content-security-policy") ?? "");
    response.set(
      "content-security-policy",
      policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    );
    response.type("html").send(page);
  });
  router.get("/start.js", (_, response) => void response.type("text/javascript").send(script));
  // These two alone: the package also brings a page that asks a server elsewhere.
  for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    router.get(`/${file}`, (_, response) => response.sendFile(file, { root: files, maxAge: "1h" }));
  }
  return router;
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Copyright Ledger API</title>
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

// Unless told not to, Swagger UI has the document judged by a validator elsewhere.
const script = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });\n`;
