#ifndef ASSAY_HNSWLIB_H
#define ASSAY_HNSWLIB_H
#endif
