import { jsonPatch, type KubernetesObject } from "kubex";
import { Deployment } from "kubex/k8s/v1_35/apps/v1";

interface Nameless extends KubernetesObject {
	spec: { size: number };
}

jsonPatch<Deployment>().replace("/spec/replica", 3);
jsonPatch<Deployment>().replace("/spec/replicas", "3");
jsonPatch<Deployment>().add("/spec/template/spec/containers/x/image", "nginx");
jsonPatch<Deployment>().test("/spec/template/spec/containers/-1/image", "nginx");
jsonPatch<Deployment>().remove("/spec/replica");
jsonPatch<Deployment>().remove("/spec/selector");
jsonPatch<Deployment>().remove("/spec/template/spec/containers/-");
jsonPatch<Deployment>().remove("");
jsonPatch<Deployment>().move("/spec/replica", "/spec/replicas");
jsonPatch<Deployment>().move("/spec/replicas", "/spec/replica");
jsonPatch<Deployment>().copy("/spec/replicas", "/spec/paused");
jsonPatch<Nameless>().remove("/spec/sise");
