import{b as t,d}from"./chunk-GYPPZLPF.js";var e=class extends t{build(){this.classList.add("group")}update(){}statusElement(){return null}};d("group",e);
