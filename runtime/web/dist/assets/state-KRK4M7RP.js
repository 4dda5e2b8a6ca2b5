import{b as d,d as t}from"./chunk-GYPPZLPF.js";var e=class extends d{build(){this.hidden=!0}update(){}get value(){return null}};t("state",e);
