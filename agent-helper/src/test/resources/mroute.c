/*
 * A static multicast router, for tests: forwards one group of IPv4 and one of IPv6 from one interface to another, for one
 * source each, until it is killed.
 *
 *   mroute IN OUT SOURCE4 GROUP4 SOURCE6 GROUP6
 */
#include <arpa/inet.h>
#include <linux/mroute.h>
#include <linux/mroute6.h>
#include <net/if.h>
#include <netinet/icmp6.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void set(int fd, int level, int option, const void *value, socklen_t size, const char *what) {
  if (setsockopt(fd, level, option, value, size) != 0) {
    perror(what);
    exit(1);
  }
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "mroute IN OUT SOURCE4 GROUP4 SOURCE6 GROUP6\n");
    return 2;
  }
  int on = 1;
  int v4 = socket(AF_INET, SOCK_RAW, IPPROTO_IGMP);
  int v6 = socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6);
  if (v4 < 0 || v6 < 0) {
    perror("raw socket");
    return 1;
  }
  set(v4, IPPROTO_IP, MRT_INIT, &on, sizeof on, "MRT_INIT");
  set(v6, IPPROTO_IPV6, MRT6_INIT, &on, sizeof on, "MRT6_INIT");
  for (int i = 0; i < 2; i++) {
    struct vifctl vif;
    memset(&vif, 0, sizeof vif);
    vif.vifc_vifi = i;
    vif.vifc_flags = VIFF_USE_IFINDEX;
    vif.vifc_threshold = 1;
    vif.vifc_lcl_ifindex = if_nametoindex(argv[1 + i]);
    set(v4, IPPROTO_IP, MRT_ADD_VIF, &vif, sizeof vif, "MRT_ADD_VIF");
    struct mif6ctl mif;
    memset(&mif, 0, sizeof mif);
    mif.mif6c_mifi = i;
    mif.vifc_threshold = 1;
    mif.mif6c_pifi = if_nametoindex(argv[1 + i]);
    set(v6, IPPROTO_IPV6, MRT6_ADD_MIF, &mif, sizeof mif, "MRT6_ADD_MIF");
  }
  struct mfcctl route4;
  memset(&route4, 0, sizeof route4);
  inet_pton(AF_INET, argv[3], &route4.mfcc_origin);
  inet_pton(AF_INET, argv[4], &route4.mfcc_mcastgrp);
  route4.mfcc_parent = 0;
  route4.mfcc_ttls[1] = 1;
  set(v4, IPPROTO_IP, MRT_ADD_MFC, &route4, sizeof route4, "MRT_ADD_MFC");
  struct mf6cctl route6;
  memset(&route6, 0, sizeof route6);
  route6.mf6cc_origin.sin6_family = AF_INET6;
  route6.mf6cc_mcastgrp.sin6_family = AF_INET6;
  inet_pton(AF_INET6, argv[5], &route6.mf6cc_origin.sin6_addr);
  inet_pton(AF_INET6, argv[6], &route6.mf6cc_mcastgrp.sin6_addr);
  route6.mf6cc_parent = 0;
  IF_SET(1, &route6.mf6cc_ifset);
  set(v6, IPPROTO_IPV6, MRT6_ADD_MFC, &route6, sizeof route6, "MRT6_ADD_MFC");
  printf("routing\n");
  fflush(stdout);
  for (;;) {
    pause();
  }
}
