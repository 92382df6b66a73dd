export default {
  url: "https://gongkai.example/",
  name: "巡察整改公开",
  domain: "gongkai.example",
  siteCode: "0000000000",
  icp: "某ICP备00000000号",
  column: { name: "巡察整改", description: "整改情况", keywords: "整改", type: "通知公告" },
  office: {
    name: "某市公开办公室",
    phone: "0100-1234567",
    tel: "01001234567",
    email: "office@example.cn",
    address: "某市某区某路1号",
  },
};
