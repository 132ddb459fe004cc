// Stands in for what only Bolt's other receivers use. Reading a name from it gives undefined; nothing of ours ever does.
module.exports = {};
