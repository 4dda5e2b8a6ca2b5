import{Block as r,define as l}from"blocks";var o=class extends r{build(){this.classList.add("group")}statusElement(){return null}};l("group",o);
