import{b as t,d as l}from"./chunk-GYPPZLPF.js";var e=class extends t{build(){this.hidden=!0}update(){}get value(){return null}statusElement(){return null}};l("state",e);
