/** What a browser shows at the root of a host whose app serves nothing there. */
export function homePage(): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>Your function app is up and running</title></head>
  <body>
    <h1>Your function app is up and running</h1>
    <p>Its functions are listed at <a href="/admin/functions">/admin/functions</a>, its orchestrations at
      <a href="/runtime/webhooks/durabletask/instances">/runtime/webhooks/durabletask/instances</a>.</p>
  </body>
</html>
`;
}
