import type { ResourceAnswer, ResourceRequest } from "./resource-request.ts";
import type { ServedResource } from "./served-resource.ts";
import type { Services } from "./services.ts";

/** Answers a create that changes other objects than one of its own kind. */
export type Action = (services: Services, resource: ServedResource, request: ResourceRequest) => ResourceAnswer;
