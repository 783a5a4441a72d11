export type * from "./api-description.ts";
