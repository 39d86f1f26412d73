// SCIMMY's routers on express, over maps in memory: `npm install express scimmy scimmy-routers`,
// then `PORT=18811 NODE_ENV=production node scimmy.mjs`. The token is `secret`.
import crypto from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const users = new Map();
const names = new Map();
const { Error } = SCIMMY.Types;
const key = (user) => user.userName.toLowerCase();

function stored(id) {
  const user = users.get(id);
  if (!user) throw new Error(404, null, `Resource ${id} not found`);
  return user;
}

SCIMMY.Config.set({ bulk: false, filter: { maxResults: 1000 }, etag: false });
SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .ingress(async (resource, data) => {
    const old = resource.id ? stored(resource.id) : undefined;
    const id = resource.id ?? crypto.randomUUID();
    const holder = names.get(key(data));
    if (holder !== undefined && holder !== id) throw new Error(409, "uniqueness", "taken");
    const now = new Date();
    const user = { ...JSON.parse(JSON.stringify(data)), id, meta: { created: old?.meta.created ?? now, lastModified: now } };
    if (old) names.delete(key(old));
    names.set(key(user), id);
    users.set(id, user);
    return user;
  })
  .egress(async (resource) => {
    if (resource.id) return stored(resource.id);
    const all = [...users.values()];
    return resource.filter ? resource.filter.match(all) : all;
  })
  .degress(async (resource) => {
    names.delete(key(stored(resource.id)));
    users.delete(resource.id);
  });

const app = express();
// SCIMMY 1.3.5 takes only numbers for these, and a query has texts: each page would be the first 20
app.set("query parser", (text) => {
  const query = Object.fromEntries(new URLSearchParams(text));
  for (const name of ["startIndex", "count"]) if (name in query) query[name] = Number(query[name]);
  return query;
});
const handler = (request) => {
  if (request.header("Authorization") !== "Bearer secret") throw new globalThis.Error("no");
  return "someone";
};
app.use("/scim", new SCIMMYRouters({ type: "bearer", docUri: "https://example.com/", handler }));
app.listen(Number(process.env.PORT ?? 18811), "127.0.0.1");
