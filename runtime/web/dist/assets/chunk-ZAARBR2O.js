function o(e){return Array.isArray(e)?e.map(r=>Array.isArray(r)?[String(r[0]),r[1]??r[0]]:[String(r),r]):[]}export{o as a};
