import { Api, type Client } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;
const pods = new Api(Pod, { client });

// Each line fails on purpose: the compiler then says how it displays the type.
const api: never = pods;
const got: never = await pods.get("p");
const maybe: never = await pods.getOrUndefined("p");
const list: never = await pods.list();
const page: never = pods.pages();
const items: never = pods.items();
const deleted: never = await pods.delete("p");
const emptied: never = await pods.deleteCollection();
const scale: never = await new Api(Deployment, { client }).scale.get("d");
const create: never = pods.create;
const listing: never = pods.list;
const value: never = Pod;
export const all = [api, got, maybe, list, page, items, deleted, emptied, scale, create, listing, value];
