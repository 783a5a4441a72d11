import { Api, type Client } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";
import { SelfSubjectAccessReview } from "kubex/k8s/v1_35/authorization/v1";
import { Pod } from "kubex/k8s/v1_35/core/v1";

declare const client: Client;

new Api(Deployment, { client }).logs;
new Api(Pod, { client }).scale;
new Api(SelfSubjectAccessReview, { client }).list;
