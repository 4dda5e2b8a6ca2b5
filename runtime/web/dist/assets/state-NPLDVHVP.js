import{Block as t,define as r}from"blocks";var e=class extends t{build(){this.hidden=!0}get value(){return null}statusElement(){return null}};r("state",e);
